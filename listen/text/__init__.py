"""Pure text: HTML to plain, folding, addresses, dates, and the cleaners on the way in and on the way out."""
