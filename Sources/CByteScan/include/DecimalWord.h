#ifndef CARNET_DECIMAL_WORD_H
#define CARNET_DECIMAL_WORD_H

#include <stdint.h>

// Shuffles of bytes by a vector, which Swift cannot express.
#if defined(__AVX2__)
#include <immintrin.h>

static const uint8_t carnet_slides[32] = {
  128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
};

static const uint8_t carnet_tails[32] = {
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
};

/// The number that sixteen digits form, the first of them in the lowest byte.
static inline uint64_t carnet_number_16(__m128i digits) {
  const __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
  const __m128i packed = _mm_packus_epi32(fours, fours);
  const uint64_t eights = (uint64_t)_mm_cvtsi128_si64(_mm_madd_epi16(packed, _mm_set1_epi32(0x00012710)));
  return (eights & 0xFFFFFFFF) * 100000000 + (eights >> 32);
}

/// The number that the `length` (1…16) characters at `chars` form, of which 16 are read. `*strange` becomes not zero
/// where there is anything else than digits.
static inline uint64_t carnet_integer_16(const uint8_t *chars, int length, uint32_t *strange) {
  const __m128i digits = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)chars), _mm_set1_epi8('0'));
  const __m128i moved = _mm_shuffle_epi8(digits, _mm_loadu_si128((const __m128i *)(carnet_slides + length)));
  const __m128i beyond = _mm_subs_epu8(moved, _mm_set1_epi8(9));
  *strange = !_mm_testz_si128(beyond, beyond);
  return carnet_number_16(moved);
}

/// The digits of the `length` (0…16) characters at `chars`, of which 16 are read, as one integer without the first
/// point among them. `fraction` becomes the number of digits after that point, `*strange` not zero where there is
/// anything else than digits, or nothing but the point.
static inline uint64_t carnet_decimal_16(const uint8_t *chars, int length, int *fraction, uint32_t *strange) {
  const __m128i text = _mm_loadu_si128((const __m128i *)chars);
  const __m128i digits = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  const uint32_t wanted = (1u << length) - 1;
  const uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.'))) & wanted;
  const uint32_t point = points & (0u - points);
  const uint32_t isDigit = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits));
  *strange = (wanted & ~(isDigit | point)) | (point & (uint32_t)(length == 1));
  const int after = length - 1 - (int)__builtin_ctz(point | 1u << 31);
  *fraction = point ? after : 0;
  // The characters move to the end; what stands before the point then moves over it.
  const __m128i moved =
    _mm_shuffle_epi8(digits, _mm_loadu_si128((const __m128i *)(carnet_slides + length)));
  const __m128i tail = _mm_loadu_si128((const __m128i *)(carnet_tails + (point ? after : 16)));
  const __m128i value = _mm_blendv_epi8(_mm_slli_si128(moved, 1), moved, tail);
  return carnet_number_16(value);
}

#endif
#endif
