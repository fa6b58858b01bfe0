"""Networks that read a text about a film and say after every word how positive it is."""
