"""Values as Markdown, for mails, wikis and tickets: foreign text is escaped and never becomes markup or a link."""
