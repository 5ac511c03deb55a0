# Sourced: starts a throw-away PostgreSQL server on a socket of its own and sets TEST_DATABASE_URL; stops it at exit.
pg_bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
pg_dir=$(mktemp -d)
pg_as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  # the server refuses to run as root
  chown postgres "$pg_dir"
  pg_as() { runuser -u postgres -- "$@"; }
fi
pg_as "$pg_bin/initdb" -D "$pg_dir/data" -U exemplar --auth=trust --encoding=UTF8 --locale=C >/dev/null
pg_as "$pg_bin/pg_ctl" -D "$pg_dir/data" -w -l "$pg_dir/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$pg_dir' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c max_connections=200" start >/dev/null
trap 'pg_as "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null; rm -rf "$pg_dir"' EXIT
export TEST_DATABASE_URL="postgresql+psycopg://exemplar@/postgres?host=$pg_dir"
