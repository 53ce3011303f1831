//! What is wrong with a stream.

use std::borrow::Cow;

/// What is wrong; its place is added by [`super::decode`].
pub(super) type Fault = Cow<'static, str>;

/// The input ends too soon.
pub(super) fn cut() -> Fault {
    "the Zstandard stream is cut short".into()
}
