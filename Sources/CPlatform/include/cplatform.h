#pragma once

#include <stddef.h>

/// Maps `size` bytes of an open file for reading, so that bytes that are gone when they are read (the file was cut off,
/// the disk failed) read as zeros and do not end the process; `cplatform_lost` tells it.
///
/// Gives the address, and in `slot` what the other functions ask for; NULL where the file cannot be mapped.
const void *cplatform_map(int descriptor, size_t size, int *slot);

/// Whether any bytes of a mapping were gone when they were read.
int cplatform_lost(int slot);

/// Gives a mapping back.
void cplatform_unmap(int slot);

/// Sets room aside on the disk for bytes of an open file, without making it longer. Gives 0, or the error's number; 0,
/// too, where the file system knows no such thing.
int cplatform_reserve(int descriptor, long long start, long long count);

/// What `ulimit` allows the process, in bytes; −1 where nothing is limited.
long long cplatform_greatest_file(void);
long long cplatform_greatest_addresses(void);
long long cplatform_greatest_data(void);

/// Ends the program with a message and the exit code of a failure: work takes so many bytes, there are no more than
/// those, and nothing can go on.
_Noreturn void cplatform_out_of_memory(size_t bytes, size_t available);

/// Has `look` called before memory of `least` bytes or more is granted, with the number of bytes.
void cplatform_watch_requests(size_t least, void (*look)(size_t bytes));

/// Where a part lies for the first time in some bytes, in time linear in both; NULL where it does not.
const void *cplatform_find(const void *bytes, size_t count, const void *part, size_t part_count);

/// Calls `work` with its context on a thread of its own, which runs when nothing else wants the processor. Gives 0, or
/// the error's number, and then it is not called.
int cplatform_run_behind(void (*work)(void *context), void *context);
