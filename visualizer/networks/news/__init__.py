"""Topics of news: here the words alone say almost all."""
