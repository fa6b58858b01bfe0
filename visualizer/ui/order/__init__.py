"""Does order matter? A bag of words beside networks that read in order."""
