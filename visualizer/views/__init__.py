"""What can be seen, as numbers and words alone: scenes, curves, trainings."""
