"""Methods that judge a text: which language it is in, what it feels like; one file a method, nothing loaded early."""
