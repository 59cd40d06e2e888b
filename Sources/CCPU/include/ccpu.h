#pragma once

/// The widest kernel variant that this processor and its operating system can run:
/// 0 portable, 2 AVX2 with FMA, 3 AVX-512 (F, BW, DQ, VL).
int ccpu_level(void);

/// Gives memory that the allocator keeps for later back to the system, where the allocator can do that.
void ccpu_give_back_memory(void);
