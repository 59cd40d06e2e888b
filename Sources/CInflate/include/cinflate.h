#pragma once
// Unpacks gzip and Zstandard, piece by piece, and packs gzip.
#include <stdint.h>

typedef struct inflate_stream inflate_stream;

enum inflate_format { INFLATE_GZIP = 1, INFLATE_ZSTD = 2 };
enum inflate_state { INFLATE_MORE = 0, INFLATE_END = 1, INFLATE_BROKEN = 2, INFLATE_CUT = 3 };

/// A stream over `count` bytes that stay where they are until it is freed; NULL where there is no memory for it.
inflate_stream *inflate_open(enum inflate_format format, const void *bytes, int64_t count);
void inflate_free(inflate_stream *);

/// Unpacks up to `capacity` bytes into `out` and sets how many there were. MORE unless all of the file, which may be
/// several packed files one after another, has been unpacked; BROKEN where the bytes are not of the format, CUT where they
/// end too early.
enum inflate_state inflate_next(inflate_stream *, uint8_t *out, int64_t capacity, int64_t *written);

/// How many bytes have been read.
int64_t inflate_position(const inflate_stream *);

/// How many bytes `count` bytes may take when they are packed.
int64_t gzip_bound(int64_t count);

/// Packs `count` bytes as a whole gzip file without a name or a time, and returns its length; -1 where there is no room
/// or no memory for it. The bytes packed depend on those given alone, and on the version of zlib.
int64_t gzip_pack(const uint8_t *bytes, int64_t count, uint8_t *out, int64_t capacity);
