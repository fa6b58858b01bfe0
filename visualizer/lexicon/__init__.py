"""What is said and in which colours: languages, catalogues, quantities."""
