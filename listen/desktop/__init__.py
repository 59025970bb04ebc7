"""The person's own desktop: editor and clipboard. Everything is asked for by a person, nothing happens by itself."""
