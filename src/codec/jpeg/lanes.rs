//! Eight 16-bit numbers at a time: simd128 in wasm, SSE2 on x86-64, plain arrays elsewhere.
//!
//! Invariant behind the unsafe code: every load and store goes through a reference to an array of exactly the size
//! that is read or written, and both instruction sets are part of the target the code is compiled for.
#![allow(
    unsafe_code,
    dead_code,
    clippy::as_conversions,
    reason = "vector instructions; each backend offers the same, and nobody needs all of each"
)]

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod backend {
    use core::arch::wasm32::*;

    #[derive(Clone, Copy)]
    pub(crate) struct I16x8(v128);
    #[derive(Clone, Copy)]
    pub(crate) struct I32x4(v128);
    #[derive(Clone, Copy)]
    pub(crate) struct U8x16(v128);

    #[inline(always)]
    pub(crate) fn load(from: &[i16; 8]) -> I16x8 {
        // SAFETY: `from` is 16 bytes long.
        I16x8(unsafe { v128_load(from.as_ptr().cast()) })
    }
    #[inline(always)]
    pub(crate) fn load_u8(from: &[u8; 8]) -> I16x8 {
        // SAFETY: `from` is 8 bytes long.
        I16x8(unsafe { u16x8_load_extend_u8x8(from.as_ptr()) })
    }
    /// A number whose first byte is the most significant; wasm has no instruction that swaps bytes.
    #[inline(always)]
    pub(crate) fn big_endian(from: &[u8; 8]) -> u64 {
        // SAFETY: `from` is 8 bytes long.
        let bytes = unsafe { v128_load64_zero(from.as_ptr().cast()) };
        u64x2_extract_lane::<0>(i8x16_shuffle::<7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0>(bytes, bytes))
    }
    #[inline(always)]
    pub(crate) fn splat(n: i16) -> I16x8 {
        I16x8(i16x8_splat(n))
    }
    #[inline(always)]
    pub(crate) fn pair(a: i16, b: i16) -> I16x8 {
        I16x8(i16x8(a, b, a, b, a, b, a, b))
    }
    #[inline(always)]
    pub(crate) fn splat_i32(n: i32) -> I32x4 {
        I32x4(i32x4_splat(n))
    }
    impl I16x8 {
        #[inline(always)]
        pub(crate) fn add(self, b: Self) -> Self {
            Self(i16x8_add(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn sub(self, b: Self) -> Self {
            Self(i16x8_sub(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn dot(self, b: Self) -> I32x4 {
            I32x4(i32x4_dot_i16x8(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip_low(self, b: Self) -> Self {
            Self(i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip_high(self, b: Self) -> Self {
            Self(i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip32_low(self, b: Self) -> Self {
            Self(i32x4_shuffle::<0, 4, 1, 5>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip32_high(self, b: Self) -> Self {
            Self(i32x4_shuffle::<2, 6, 3, 7>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip64_low(self, b: Self) -> Self {
            Self(i64x2_shuffle::<0, 2>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip64_high(self, b: Self) -> Self {
            Self(i64x2_shuffle::<1, 3>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn saturate_u8(self, b: Self) -> U8x16 {
            U8x16(u8x16_narrow_i16x8(self.0, b.0))
        }
    }
    impl I32x4 {
        #[inline(always)]
        pub(crate) fn add(self, b: Self) -> Self {
            Self(i32x4_add(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn sub(self, b: Self) -> Self {
            Self(i32x4_sub(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn shr<const N: i32>(self) -> Self {
            Self(i32x4_shr(self.0, N as u32))
        }
        #[inline(always)]
        pub(crate) fn saturate_i16(self, b: Self) -> I16x8 {
            I16x8(i16x8_narrow_i32x4(self.0, b.0))
        }
    }
    impl U8x16 {
        #[inline(always)]
        pub(crate) fn zip_low(self, b: Self) -> Self {
            Self(i8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip_high(self, b: Self) -> Self {
            Self(i8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip32_low(self, b: Self) -> Self {
            Self(i32x4_shuffle::<0, 4, 1, 5>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn zip32_high(self, b: Self) -> Self {
            Self(i32x4_shuffle::<2, 6, 3, 7>(self.0, b.0))
        }
        #[inline(always)]
        pub(crate) fn halves(self) -> [u64; 2] {
            [u64x2_extract_lane::<0>(self.0), u64x2_extract_lane::<1>(self.0)]
        }
    }
    /// Eight pixels of three samples.
    #[inline(always)]
    pub(crate) fn store_rgb(to: &mut [u8; 24], r: I16x8, g: I16x8, b: I16x8) {
        let rg = u8x16_narrow_i16x8(r.0, g.0);
        let b = u8x16_narrow_i16x8(b.0, b.0);
        let low = i8x16_shuffle::<0, 8, 16, 1, 9, 17, 2, 10, 18, 3, 11, 19, 4, 12, 20, 5>(rg, b);
        let high = i8x16_shuffle::<13, 21, 6, 14, 22, 7, 15, 23, 0, 0, 0, 0, 0, 0, 0, 0>(rg, b);
        // SAFETY: 16 bytes at 0 and 8 bytes at 16 of an array of 24.
        unsafe {
            v128_store(to.as_mut_ptr().cast(), low);
            v128_store64_lane::<0>(high, to.as_mut_ptr().add(16).cast());
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod backend {
    use core::arch::x86_64::*;

    #[derive(Clone, Copy)]
    pub(crate) struct I16x8(__m128i);
    #[derive(Clone, Copy)]
    pub(crate) struct I32x4(__m128i);
    #[derive(Clone, Copy)]
    pub(crate) struct U8x16(__m128i);

    #[inline(always)]
    pub(crate) fn load(from: &[i16; 8]) -> I16x8 {
        // SAFETY: `from` is 16 bytes long.
        I16x8(unsafe { _mm_loadu_si128(from.as_ptr().cast()) })
    }
    #[inline(always)]
    pub(crate) fn load_u8(from: &[u8; 8]) -> I16x8 {
        // SAFETY: `from` is 8 bytes long; SSE2 is part of x86-64.
        I16x8(unsafe { _mm_unpacklo_epi8(_mm_loadl_epi64(from.as_ptr().cast()), _mm_setzero_si128()) })
    }
    /// An operation without memory.
    macro_rules! pure {
        ($name:ident($($n:ident: $t:ty),*) -> $out:ident = $e:expr) => {
            #[inline(always)]
            pub(crate) fn $name($($n: $t),*) -> $out {
                // SAFETY: SSE2 is part of x86-64, and no memory is touched.
                $out(unsafe { $e })
            }
        };
    }
    pure!(splat(n: i16) -> I16x8 = _mm_set1_epi16(n));
    pure!(pair(a: i16, b: i16) -> I16x8 = _mm_set_epi16(b, a, b, a, b, a, b, a));
    pure!(splat_i32(n: i32) -> I32x4 = _mm_set1_epi32(n));
    impl I16x8 {
        pure!(add(self: Self, b: Self) -> Self = _mm_add_epi16(self.0, b.0));
        pure!(sub(self: Self, b: Self) -> Self = _mm_sub_epi16(self.0, b.0));
        pure!(dot(self: Self, b: Self) -> I32x4 = _mm_madd_epi16(self.0, b.0));
        pure!(zip_low(self: Self, b: Self) -> Self = _mm_unpacklo_epi16(self.0, b.0));
        pure!(zip_high(self: Self, b: Self) -> Self = _mm_unpackhi_epi16(self.0, b.0));
        pure!(zip32_low(self: Self, b: Self) -> Self = _mm_unpacklo_epi32(self.0, b.0));
        pure!(zip32_high(self: Self, b: Self) -> Self = _mm_unpackhi_epi32(self.0, b.0));
        pure!(zip64_low(self: Self, b: Self) -> Self = _mm_unpacklo_epi64(self.0, b.0));
        pure!(zip64_high(self: Self, b: Self) -> Self = _mm_unpackhi_epi64(self.0, b.0));
        pure!(saturate_u8(self: Self, b: Self) -> U8x16 = _mm_packus_epi16(self.0, b.0));
    }
    impl I32x4 {
        pure!(add(self: Self, b: Self) -> Self = _mm_add_epi32(self.0, b.0));
        pure!(sub(self: Self, b: Self) -> Self = _mm_sub_epi32(self.0, b.0));
        pure!(saturate_i16(self: Self, b: Self) -> I16x8 = _mm_packs_epi32(self.0, b.0));
        #[inline(always)]
        pub(crate) fn shr<const N: i32>(self) -> Self {
            // SAFETY: SSE2 is part of x86-64, and no memory is touched.
            Self(unsafe { _mm_srai_epi32::<N>(self.0) })
        }
    }
    impl U8x16 {
        pure!(zip_low(self: Self, b: Self) -> Self = _mm_unpacklo_epi8(self.0, b.0));
        pure!(zip_high(self: Self, b: Self) -> Self = _mm_unpackhi_epi8(self.0, b.0));
        pure!(zip32_low(self: Self, b: Self) -> Self = _mm_unpacklo_epi32(self.0, b.0));
        pure!(zip32_high(self: Self, b: Self) -> Self = _mm_unpackhi_epi32(self.0, b.0));
        #[inline(always)]
        pub(crate) fn halves(self) -> [u64; 2] {
            // SAFETY: SSE2 is part of x86-64, and no memory is touched.
            unsafe {
                let high = _mm_cvtsi128_si64(_mm_unpackhi_epi64(self.0, self.0));
                [_mm_cvtsi128_si64(self.0).cast_unsigned(), high.cast_unsigned()]
            }
        }
    }
    /// Eight pixels of three samples.
    #[inline(always)]
    pub(crate) fn store_rgb(to: &mut [u8; 24], r: I16x8, g: I16x8, b: I16x8) {
        let [rg, b] = [r.saturate_u8(r).zip_low(g.saturate_u8(g)), b.saturate_u8(b).zip_low(splat(0).saturate_u8(splat(0)))];
        let [low, high] = [I16x8(rg.0).zip_low(I16x8(b.0)), I16x8(rg.0).zip_high(I16x8(b.0))];
        // Each pixel is four bytes with a zero now; each number of 64 bits becomes six bytes.
        let six = |n: u64| n & 0xFF_FFFF | n >> 8 & 0xFFFF_FF00_0000;
        let [[a, b], [c, d]] = [U8x16(low.0).halves(), U8x16(high.0).halves()];
        let [a, b, c, d] = [six(a), six(b), six(c), six(d)];
        let words = [a | b << 48, b >> 16 | c << 32, c >> 32 | d << 16];
        for (to, word) in to.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
    }
}

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
mod backend {
    #![allow(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "places are below eight, and sums wrap as in vectors"
    )]
    use core::array::from_fn;

    #[derive(Clone, Copy)]
    pub(crate) struct I16x8([i16; 8]);
    #[derive(Clone, Copy)]
    pub(crate) struct I32x4([i32; 4]);
    #[derive(Clone, Copy)]
    pub(crate) struct U8x16([u8; 16]);

    #[inline(always)]
    pub(crate) fn load(from: &[i16; 8]) -> I16x8 {
        I16x8(*from)
    }
    #[inline(always)]
    pub(crate) fn load_u8(from: &[u8; 8]) -> I16x8 {
        I16x8(from.map(i16::from))
    }
    #[inline(always)]
    pub(crate) fn splat(n: i16) -> I16x8 {
        I16x8([n; 8])
    }
    #[inline(always)]
    pub(crate) fn pair(a: i16, b: i16) -> I16x8 {
        I16x8([a, b, a, b, a, b, a, b])
    }
    #[inline(always)]
    pub(crate) fn splat_i32(n: i32) -> I32x4 {
        I32x4([n; 4])
    }
    impl I16x8 {
        #[inline(always)]
        fn pick(self, b: Self, places: [usize; 8]) -> Self {
            Self(places.map(|at| if at < 8 { self.0[at] } else { b.0[at - 8] }))
        }
        #[inline(always)]
        pub(crate) fn add(self, b: Self) -> Self {
            Self(from_fn(|i| self.0[i].wrapping_add(b.0[i])))
        }
        #[inline(always)]
        pub(crate) fn sub(self, b: Self) -> Self {
            Self(from_fn(|i| self.0[i].wrapping_sub(b.0[i])))
        }
        #[inline(always)]
        pub(crate) fn dot(self, b: Self) -> I32x4 {
            let product = |i: usize| i32::from(self.0[i]) * i32::from(b.0[i]);
            I32x4(from_fn(|i| product(2 * i).wrapping_add(product(2 * i + 1))))
        }
        #[inline(always)]
        pub(crate) fn zip_low(self, b: Self) -> Self {
            self.pick(b, [0, 8, 1, 9, 2, 10, 3, 11])
        }
        #[inline(always)]
        pub(crate) fn zip_high(self, b: Self) -> Self {
            self.pick(b, [4, 12, 5, 13, 6, 14, 7, 15])
        }
        #[inline(always)]
        pub(crate) fn zip32_low(self, b: Self) -> Self {
            self.pick(b, [0, 1, 8, 9, 2, 3, 10, 11])
        }
        #[inline(always)]
        pub(crate) fn zip32_high(self, b: Self) -> Self {
            self.pick(b, [4, 5, 12, 13, 6, 7, 14, 15])
        }
        #[inline(always)]
        pub(crate) fn zip64_low(self, b: Self) -> Self {
            self.pick(b, [0, 1, 2, 3, 8, 9, 10, 11])
        }
        #[inline(always)]
        pub(crate) fn zip64_high(self, b: Self) -> Self {
            self.pick(b, [4, 5, 6, 7, 12, 13, 14, 15])
        }
        #[inline(always)]
        pub(crate) fn saturate_u8(self, b: Self) -> U8x16 {
            U8x16(from_fn(|i| if i < 8 { self.0[i] } else { b.0[i - 8] }.clamp(0, 255) as u8))
        }
    }
    impl I32x4 {
        #[inline(always)]
        pub(crate) fn add(self, b: Self) -> Self {
            Self(from_fn(|i| self.0[i].wrapping_add(b.0[i])))
        }
        #[inline(always)]
        pub(crate) fn sub(self, b: Self) -> Self {
            Self(from_fn(|i| self.0[i].wrapping_sub(b.0[i])))
        }
        #[inline(always)]
        pub(crate) fn shr<const N: i32>(self) -> Self {
            Self(self.0.map(|n| n >> N))
        }
        #[inline(always)]
        pub(crate) fn saturate_i16(self, b: Self) -> I16x8 {
            I16x8(from_fn(|i| if i < 4 { self.0[i] } else { b.0[i - 4] }.clamp(-32768, 32767) as i16))
        }
    }
    impl U8x16 {
        #[inline(always)]
        fn zip(self, b: Self, first: usize, size: usize) -> Self {
            Self(from_fn(|i| {
                let at = first + i / (2 * size) * size + i % size;
                if (i / size).is_multiple_of(2) { self.0[at] } else { b.0[at] }
            }))
        }
        #[inline(always)]
        pub(crate) fn zip_low(self, b: Self) -> Self {
            self.zip(b, 0, 1)
        }
        #[inline(always)]
        pub(crate) fn zip_high(self, b: Self) -> Self {
            self.zip(b, 8, 1)
        }
        #[inline(always)]
        pub(crate) fn zip32_low(self, b: Self) -> Self {
            self.zip(b, 0, 4)
        }
        #[inline(always)]
        pub(crate) fn zip32_high(self, b: Self) -> Self {
            self.zip(b, 8, 4)
        }
        #[inline(always)]
        pub(crate) fn halves(self) -> [u64; 2] {
            let half = |at: usize| u64::from_le_bytes(from_fn(|i| self.0[at + i]));
            [half(0), half(8)]
        }
    }
    /// Eight pixels of three samples.
    #[inline(always)]
    pub(crate) fn store_rgb(to: &mut [u8; 24], r: I16x8, g: I16x8, b: I16x8) {
        for (i, pixel) in to.as_chunks_mut::<3>().0.iter_mut().enumerate() {
            *pixel = [r.0[i], g.0[i], b.0[i]].map(|n| n.clamp(0, 255) as u8);
        }
    }
}

/// A number whose first byte is the most significant.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
pub(super) fn big_endian(from: &[u8; 8]) -> u64 {
    u64::from_be_bytes(*from)
}

pub(super) use backend::*;
