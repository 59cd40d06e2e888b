#include "cinflate.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

struct inflate_stream {
  enum inflate_format format;
  const uint8_t *bytes;
  int64_t count, position;
  /// Whether the position is inside of a packed file, so that the end of the bytes is none.
  int is_inside;
  z_stream gzip;
  ZSTD_DStream *zstd;
};

inflate_stream *inflate_open(enum inflate_format format, const void *bytes, int64_t count) {
  inflate_stream *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->format = format;
  s->bytes = bytes;
  s->count = count;
  // 16 more than the greatest window asks for the header of gzip.
  int is_ready = format == INFLATE_GZIP ? inflateInit2(&s->gzip, 15 + 16) == Z_OK : (s->zstd = ZSTD_createDStream()) != NULL;
  if (is_ready) return s;
  free(s);
  return NULL;
}

void inflate_free(inflate_stream *s) {
  if (s->format == INFLATE_GZIP) {
    inflateEnd(&s->gzip);
  } else {
    ZSTD_freeDStream(s->zstd);
  }
  free(s);
}

int64_t inflate_position(const inflate_stream *s) { return s->position; }

static enum inflate_state next_gzip(inflate_stream *s, uint8_t *out, int64_t capacity, int64_t *written) {
  int64_t rest = s->count - s->position;
  uInt input = rest > INT_MAX ? INT_MAX : (uInt)rest, room = capacity > INT_MAX ? INT_MAX : (uInt)capacity;
  s->gzip.next_in = (Bytef *)(s->bytes + s->position);
  s->gzip.avail_in = input;
  s->gzip.next_out = out;
  s->gzip.avail_out = room;
  int result = inflate(&s->gzip, Z_NO_FLUSH);
  s->position += input - s->gzip.avail_in;
  *written = room - s->gzip.avail_out;
  if (result == Z_STREAM_END) {
    s->is_inside = 0;
    return inflateReset(&s->gzip) == Z_OK ? INFLATE_MORE : INFLATE_BROKEN;
  }
  s->is_inside = 1;
  return result == Z_OK || result == Z_BUF_ERROR ? INFLATE_MORE : INFLATE_BROKEN;
}

static enum inflate_state next_zstd(inflate_stream *s, uint8_t *out, int64_t capacity, int64_t *written) {
  ZSTD_inBuffer input = {s->bytes + s->position, (size_t)(s->count - s->position), 0};
  ZSTD_outBuffer output = {out, (size_t)capacity, 0};
  size_t result = ZSTD_decompressStream(s->zstd, &output, &input);
  s->position += (int64_t)input.pos;
  *written = (int64_t)output.pos;
  if (ZSTD_isError(result)) return INFLATE_BROKEN;
  s->is_inside = result != 0;
  return INFLATE_MORE;
}

enum inflate_state inflate_next(inflate_stream *s, uint8_t *out, int64_t capacity, int64_t *written) {
  *written = 0;
  if (s->position >= s->count && !s->is_inside) return INFLATE_END;
  int64_t before = s->position;
  enum inflate_state state =
      s->format == INFLATE_GZIP ? next_gzip(s, out, capacity, written) : next_zstd(s, out, capacity, written);
  // Neither bytes in nor bytes out: what is inside has been cut off.
  if (state == INFLATE_MORE && *written == 0 && s->position == before && s->is_inside) return INFLATE_CUT;
  return state;
}

// The header and the trailer of gzip take 18 bytes, those of zlib that the bound is for 6.
int64_t gzip_bound(int64_t count) { return (int64_t)compressBound((uLong)count) + 12; }

int64_t gzip_pack(const uint8_t *bytes, int64_t count, uint8_t *out, int64_t capacity) {
  if (count > UINT_MAX || capacity > UINT_MAX) return -1;
  z_stream s = {0};
  if (deflateInit2(&s, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return -1;
  s.next_in = (Bytef *)bytes;
  s.avail_in = (uInt)count;
  s.next_out = out;
  s.avail_out = (uInt)capacity;
  int is_done = deflate(&s, Z_FINISH) == Z_STREAM_END;
  int64_t written = (int64_t)s.total_out;
  deflateEnd(&s);
  return is_done ? written : -1;
}
