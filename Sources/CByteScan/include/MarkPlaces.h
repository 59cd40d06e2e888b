#ifndef CARNET_MARK_PLACES_H
#define CARNET_MARK_PLACES_H

#include <stdint.h>

#if defined(__AVX512F__)
#include <immintrin.h>

/// Writes `offset` plus the place of each set bit, in order; up to 16 words after the last are overwritten.
static inline void carnet_write_places(uint64_t mask, uint32_t offset, uint32_t *out) {
  __m512i places = _mm512_add_epi32(
    _mm512_set1_epi32((int)offset), _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  for (int part = 0; part < 4; part++) {
    const __mmask16 marks = (__mmask16)(mask >> (16 * part));
    _mm512_storeu_si512(out, _mm512_maskz_compress_epi32(marks, places));
    out += __builtin_popcount(marks);
    places = _mm512_add_epi32(places, _mm512_set1_epi32(16));
  }
}

#else

/// Writes `offset` plus the place of each set bit, in order; up to 16 words after the last are overwritten.
static inline void carnet_write_places(uint64_t mask, uint32_t offset, uint32_t *out) {
  const int count = __builtin_popcountll(mask);
  for (int written = 0; written < count; written += 8) {
    for (int place = written; place < written + 8; place++) {
      // Any place will do where no bit is left.
      out[place] = offset + (uint32_t)__builtin_ctzll(mask | 1ull << 63);
      mask &= mask - 1;
    }
  }
}

#endif
#endif
