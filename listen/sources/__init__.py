"""Where posts come from: one package or file a channel."""
