"""What listen says in English, a file a room."""
