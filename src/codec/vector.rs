//! Sixteen bytes at once: vectors of WebAssembly, and the same operations on arrays for all other targets, where tests
//! compare what is built of them with the plain forms.
//!
//! The loads and stores take references to arrays of the size of a vector and have no alignment to obey: they are good
//! for whatever a caller hands over.
#![allow(unsafe_code, reason = "vector instructions; every load and store is of an array of their size")]

pub(super) use form::Sixteen;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod form {
    use core::arch::wasm32::{i8x16_add, i8x16_shuffle, i8x16_swizzle, i64x2_shl, u8x16_splat, v128, v128_load, v128_store};

    /// A vector of 16 bytes.
    #[derive(Clone, Copy)]
    pub(in crate::codec) struct Sixteen(v128);

    impl Sixteen {
        /// Sixteen bytes of 0.
        pub(in crate::codec) fn zero() -> Self {
            Self(u8x16_splat(0))
        }

        /// These bytes.
        #[inline(always)]
        pub(in crate::codec) fn of(bytes: &[u8; 16]) -> Self {
            // SAFETY: a reference to 16 bytes may be read, and the load needs no alignment.
            Self(unsafe { v128_load(bytes.as_ptr().cast()) })
        }

        /// Writes the bytes.
        #[inline(always)]
        pub(in crate::codec) fn store(self, bytes: &mut [u8; 16]) {
            // SAFETY: an exclusive reference to 16 bytes may be written, and the store needs no alignment.
            unsafe { v128_store(bytes.as_mut_ptr().cast(), self.0) }
        }

        /// The sums of the bytes, without carry.
        #[inline(always)]
        pub(in crate::codec) fn plus(self, other: Self) -> Self {
            Self(i8x16_add(self.0, other.0))
        }

        /// The bytes at these places; 0 for places above 127.
        #[inline(always)]
        pub(in crate::codec) fn pick(self, places: Self) -> Self {
            Self(i8x16_swizzle(self.0, places.0))
        }

        /// Both halves as little-endian numbers, shifted up by so many bits.
        #[inline(always)]
        pub(in crate::codec) fn up_in_halves<const BITS: u32>(self) -> Self {
            Self(i64x2_shl(self.0, BITS))
        }

        /// The bytes of both in turn: of the first halves, and of the second.
        #[inline(always)]
        pub(in crate::codec) fn zip(self, other: Self) -> (Self, Self) {
            (
                Self(i8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(self.0, other.0)),
                Self(i8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(self.0, other.0)),
            )
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod form {
    use std::array::from_fn;

    /// A vector of 16 bytes.
    #[derive(Clone, Copy)]
    pub(in crate::codec) struct Sixteen([u8; 16]);

    impl Sixteen {
        /// Sixteen bytes of 0.
        pub(in crate::codec) fn zero() -> Self {
            Self([0; 16])
        }

        /// These bytes.
        pub(in crate::codec) fn of(bytes: &[u8; 16]) -> Self {
            Self(*bytes)
        }

        /// Writes the bytes.
        pub(in crate::codec) fn store(self, bytes: &mut [u8; 16]) {
            *bytes = self.0;
        }

        /// The sums of the bytes, without carry.
        pub(in crate::codec) fn plus(self, other: Self) -> Self {
            Self(from_fn(|i| self.byte(i).wrapping_add(other.byte(i))))
        }

        /// The bytes at these places; 0 for places above 127.
        pub(in crate::codec) fn pick(self, places: Self) -> Self {
            Self(places.0.map(|place| self.byte(usize::from(place))))
        }

        /// Both halves as little-endian numbers, shifted up by so many bits.
        pub(in crate::codec) fn up_in_halves<const BITS: u32>(self) -> Self {
            let mut bytes = self.0;
            for half in bytes.as_chunks_mut::<8>().0 {
                *half = (u64::from_le_bytes(*half) << BITS).to_le_bytes();
            }
            Self(bytes)
        }

        /// The bytes of both in turn: of the first halves, and of the second.
        pub(in crate::codec) fn zip(self, other: Self) -> (Self, Self) {
            let byte = |i: usize| if i.is_multiple_of(2) { self.byte(i / 2) } else { other.byte(i / 2) };
            (Self(from_fn(byte)), Self(from_fn(|i| byte(i.saturating_add(16)))))
        }

        fn byte(self, place: usize) -> u8 {
            self.0.get(place).copied().unwrap_or(0)
        }
    }
}
