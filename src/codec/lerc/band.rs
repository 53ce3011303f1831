//! A band of a blob of Lerc2, as what decodes its values wants to know it.

use super::header::Header;
use super::validity::Validity;

/// How a band is laid out in its blob.
pub(super) struct Band<'a> {
    pub header: &'a Header,
    pub valid: &'a Validity,
    /// zMin and zMax of each value of a pixel.
    pub ranges: &'a [(f64, f64)],
}
