"""Networks that read a text and say after every word which of some classes it belongs to."""
