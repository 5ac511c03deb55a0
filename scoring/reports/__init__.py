"""Results into Reports: one module a kind, tables and sentences by key, no words."""
