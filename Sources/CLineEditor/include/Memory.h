#ifndef MEMORY_H
#define MEMORY_H

/// Has all threads allocate from one arena. By itself glibc reserves 64 MB of addresses a thread, and
/// where a limit forbids that asks the system for each piece.
void memory_share_arena(void);
#endif
