"""What listen says in German, a file a room."""
