"""A task without a recurrent layer."""
