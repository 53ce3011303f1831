//! BloscLZ, a relative of FastLZ (c-blosc `blosclz.c`, `blosclz_decompress`).

use crate::bytes::slice;
use crate::codec::Failure;

/// Distances up to this one take a byte and five bits, longer ones two bytes more.
const MAX_DISTANCE: usize = 8191;

/// Fills `out` from a stream.
///
/// # Errors
/// Where a match reaches before the start, or the stream gives fewer or more bytes.
pub(super) fn decode(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let size = out.len();
    let mut stream = Stream { input, read: 0, out, written: 0 };
    // The first byte is always of literals. Ends: each turn takes a byte.
    let mut control = stream.byte().map(|byte| byte & 31);
    while let Some(byte) = control {
        let part = if byte < 32 { stream.literals(byte) } else { stream.copy(byte) };
        part.map_err(|what| Failure::new(stream.read, stream.written, what))?;
        control = stream.byte();
    }
    if stream.written < size {
        return Err(Failure::new(
            stream.read,
            stream.written,
            format!("the blosclz stream ends after {} of {size} bytes", stream.written),
        ));
    }
    Ok(())
}

struct Stream<'a, 'o> {
    input: &'a [u8],
    read: usize,
    out: &'o mut [u8],
    written: usize,
}

const CUT: &str = "the blosclz stream is cut short";
const LONG: &str = "the blosclz stream has more bytes than the block";

impl Stream<'_, '_> {
    fn byte(&mut self) -> Option<usize> {
        let byte = self.input.get(self.read).copied()?;
        self.read = self.read.saturating_add(1);
        Some(usize::from(byte))
    }

    /// Bytes as they are: one more than the control byte says.
    fn literals(&mut self, control: usize) -> Result<(), &'static str> {
        let len = control.saturating_add(1);
        let from = slice(self.input, self.read, len).ok_or(CUT)?;
        let end = self.written.saturating_add(len);
        self.out.get_mut(self.written..end).ok_or(LONG)?.copy_from_slice(from);
        (self.read, self.written) = (self.read.saturating_add(len), end);
        Ok(())
    }

    /// Bytes that were there before: three bits of length and five of distance, then more of each as needed.
    fn copy(&mut self, control: usize) -> Result<(), &'static str> {
        let mut len = (control >> 5).saturating_sub(1);
        let high = (control & 31) << 8;
        if len == 6 {
            // Ends: each turn takes a byte.
            loop {
                let more = self.byte().ok_or(CUT)?;
                len = len.saturating_add(more);
                if more != 255 {
                    break;
                }
            }
        }
        let low = self.byte().ok_or(CUT)?;
        let mut distance = high.saturating_add(low).saturating_add(1);
        if low == 255 && high == 31 << 8 {
            let (first, second) = (self.byte().ok_or(CUT)?, self.byte().ok_or(CUT)?);
            distance = (first << 8).saturating_add(second).saturating_add(MAX_DISTANCE).saturating_add(1);
        }
        self.repeat(distance, len.saturating_add(3))
    }

    fn repeat(&mut self, distance: usize, len: usize) -> Result<(), &'static str> {
        let from = self.written.checked_sub(distance).ok_or("a match of the blosclz stream reaches before its start")?;
        let end = self.written.saturating_add(len);
        if end > self.out.len() {
            return Err(LONG);
        }
        // Copies of what is being written double what there is to copy. Ends: each turn copies at least a byte.
        while self.written < end {
            let ready = self.written.saturating_sub(from).min(end.saturating_sub(self.written));
            self.out.copy_within(from..from.saturating_add(ready), self.written);
            self.written = self.written.saturating_add(ready);
        }
        Ok(())
    }
}
