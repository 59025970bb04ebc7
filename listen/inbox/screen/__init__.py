"""The inbox full-screen: the only room that knows textual. What happens is decided in `listen.inbox.visit`."""
