"""What a page shows, in other formats: text and bytes from what they are handed."""
