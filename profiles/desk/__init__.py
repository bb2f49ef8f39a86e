"""What happens on the desk: recorded changes, history, review, publication."""
