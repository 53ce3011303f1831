//! Streams whose size is not known beforehand, or must be met exactly: decoded to their end, within a bound.

use super::Failure;

/// Where an attempt to decode into a slice stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The slice is full, and there may be more.
    Full,
    /// The stream has ended after so many bytes.
    End(usize),
}

/// Decodes a stream to its end. `guess` is how many bytes it may give, and `most` how many it may at most.
///
/// # Errors
/// What the attempt says; that the stream goes on behind `most` bytes; that there is not so much memory.
pub(crate) fn grow(
    guess: usize,
    most: usize,
    mut attempt: impl FnMut(&mut [u8]) -> Result<Stop, Failure>,
) -> Result<Vec<u8>, Failure> {
    let mut size = guess.min(most);
    // Ends: each turn at least doubles the size, up to `most`.
    loop {
        let mut out = Vec::new();
        // One more than is expected, so that the end is seen.
        let room = size.saturating_add(1);
        out.try_reserve_exact(room).map_err(|_| Failure::new(0, 0, format!("no memory for {room} bytes")))?;
        out.resize(room, 0);
        match attempt(&mut out)? {
            Stop::End(written) if written <= size => {
                out.truncate(written);
                return Ok(out);
            }
            _ if size == most => {
                return Err(Failure::new(0, most, format!("the stream continues after the {most} bytes that it should have")));
            }
            _ => size = size.saturating_mul(2).max(4096).min(most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of so many bytes.
    fn stream(len: usize) -> impl FnMut(&mut [u8]) -> Result<Stop, Failure> {
        move |out| Ok(if out.len() > len { Stop::End(len) } else { Stop::Full })
    }

    #[test]
    fn streams_are_decoded_to_their_end_and_no_further() {
        for (len, guess) in [(0, 0), (0, 100), (100, 100), (100, 7), (5000, 1), (100_000, 99_999), (100_000, 1_000_000)] {
            assert_eq!(grow(guess, 100_000, stream(len)).map(|out| out.len()), Ok(len));
        }
        let failure = grow(10, 100, stream(101)).unwrap_err();
        assert_eq!(failure.what, "the stream continues after the 100 bytes that it should have");
    }
}
