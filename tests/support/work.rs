//! What a piece of work took, counted: a clock cannot tell slow code from a busy machine.
#![allow(unsafe_code, reason = "a counting allocator is the only way to know what is allocated")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Of the thread that did the work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work {
    /// Blocks of memory that were allocated or grown.
    pub allocations: u64,
    /// Bytes of them all.
    pub allocated: u64,
    /// Most bytes that were held at a time, beyond those held before.
    pub held: u64,
}

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static ALLOCATED: Cell<u64> = const { Cell::new(0) };
    /// May be below zero: what one thread allocates another may free.
    static HELD: Cell<i64> = const { Cell::new(0) };
    static MOST: Cell<i64> = const { Cell::new(0) };
}

/// Does the work and counts what it takes.
pub fn counted<T>(work: impl FnOnce() -> T) -> (T, Work) {
    let (allocations, allocated, held) = (ALLOCATIONS.get(), ALLOCATED.get(), HELD.get());
    let outer = MOST.replace(held);
    let result = work();
    let most = MOST.get();
    MOST.set(outer.max(most));
    let (allocations, allocated) = (ALLOCATIONS.get() - allocations, ALLOCATED.get() - allocated);
    (result, Work { allocations, allocated, held: (most - held).unsigned_abs() })
}

struct Counting;

fn take(bytes: usize) {
    ALLOCATIONS.set(ALLOCATIONS.get() + 1);
    ALLOCATED.set(ALLOCATED.get() + bytes as u64);
    HELD.set(HELD.get() + bytes as i64);
    MOST.set(MOST.get().max(HELD.get()));
}

fn give(bytes: usize) {
    HELD.set(HELD.get() - bytes as i64);
}

// SAFETY: everything is handed to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        // SAFETY: the caller keeps what the trait asks of him.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // As where it cannot grow in its place: then both are held while one is copied to the other.
        take(size);
        give(layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        give(layout.size());
        // SAFETY: the pointer is from `alloc` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
