"""What takes a while: queued, begun ahead, kept within bounds."""
