#ifndef CARNET_BYTE_SCAN_H
#define CARNET_BYTE_SCAN_H

#include <stdint.h>

// Swift has no operation that turns a vector comparison into a word of bits; these few lines are all that C is for.
#if defined(__AVX512BW__)
#include <immintrin.h>

/// Bit i of the result is set where bytes[i] equals `byte`, for the 64 bytes at `bytes`, which need no alignment.
static inline uint64_t carnet_equal_mask_64(const uint8_t *bytes, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes), _mm512_set1_epi8((char)byte));
}

#elif defined(__SSE2__)
#include <immintrin.h>

/// Bit i of the result is set where bytes[i] equals `byte`, for the 64 bytes at `bytes`, which need no alignment.
static inline uint64_t carnet_equal_mask_64(const uint8_t *bytes, uint8_t byte) {
  const __m128i wanted = _mm_set1_epi8((char)byte);
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, wanted)) << (16 * part);
  }
  return mask;
}

#elif defined(__ARM_NEON)
#include <arm_neon.h>

/// Bit i of the result is set where bytes[i] equals `byte`, for the 64 bytes at `bytes`, which need no alignment.
static inline uint64_t carnet_equal_mask_64(const uint8_t *bytes, uint8_t byte) {
  const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t wanted = vdupq_n_u8(byte);
  const uint8x16_t a = vandq_u8(vceqq_u8(vld1q_u8(bytes), wanted), weights);
  const uint8x16_t b = vandq_u8(vceqq_u8(vld1q_u8(bytes + 16), wanted), weights);
  const uint8x16_t c = vandq_u8(vceqq_u8(vld1q_u8(bytes + 32), wanted), weights);
  const uint8x16_t d = vandq_u8(vceqq_u8(vld1q_u8(bytes + 48), wanted), weights);
  const uint8x16_t sums = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

#else

/// Bit i of the result is set where bytes[i] equals `byte`, for the 64 bytes at `bytes`, which need no alignment.
static inline uint64_t carnet_equal_mask_64(const uint8_t *bytes, uint8_t byte) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(bytes[i] == byte) << i;
  return mask;
}

#endif

#include "DecimalWord.h"
#include "MarkPlaces.h"

#endif
