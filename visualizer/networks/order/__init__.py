"""The made languages of the small networks as two classes: here the order of words decides."""
