"""Input of the library: whole instruments, and the pieces of a draft one by one."""
