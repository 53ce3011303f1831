//! Which IFD holds which plane (OME-TIFF specification, "The TiffData element").

use super::{OmeImage, TiffData};

/// Where a plane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanePlace {
    /// Number of the IFD in the main chain of this file.
    Ifd(u64),
    /// In another file.
    Elsewhere,
    /// No TiffData says where.
    Nowhere,
}

/// Most planes of an image that are mapped.
const MOST: u64 = 1 << 20;

impl OmeImage {
    /// Planes in C: channels, where those of RGB images hold several samples.
    pub fn planes_c(&self) -> u64 {
        let samples = self.channels.first().map_or(1, |channel| channel.samples_per_pixel);
        self.size_c.checked_div(samples).filter(|count| *count > 0).unwrap_or(1)
    }

    /// How many planes it has; `None` where there are more than are mapped.
    pub(super) fn planes(&self) -> Option<u64> {
        let sections = self.planes_c().checked_mul(self.size_z)?;
        sections.checked_mul(self.size_t).filter(|count| *count <= MOST)
    }

    /// Number of a plane in the order of the file, from the letters of DimensionOrder behind XY.
    pub fn plane_index(&self, c: u64, z: u64, t: u64) -> u64 {
        let (mut index, mut stride) = (0u64, 1u64);
        for axis in self.dimension_order.chars().filter(|axis| "ZCT".contains(*axis)) {
            let (at, size) = match axis {
                'Z' => (z, self.size_z),
                'C' => (c, self.planes_c()),
                _ => (t, self.size_t),
            };
            index = index.saturating_add(at.saturating_mul(stride));
            stride = stride.saturating_mul(size);
        }
        index
    }
}

/// Places of all planes of an image, `c` fastest, then `z`, then `t`. `own` are the names that stand for this file.
/// `None` where there are more planes than are believed, or TiffData elements that give places to many planes again and again.
pub fn plane_map(image: &OmeImage, is_this_file: impl Fn(&TiffData) -> bool) -> Option<Vec<PlanePlace>> {
    let (size_c, size_z, size_t) = (image.planes_c(), image.size_z, image.size_t);
    let count = image.planes()?;
    let mut in_file_order = vec![PlanePlace::Nowhere; usize::try_from(count).ok()?];
    let whole = [TiffData::default()];
    let blocks = if image.tiff_data.is_empty() { &whole[..] } else { &image.tiff_data };
    let mut left = MOST.saturating_mul(2);
    for block in blocks {
        // "If IFD is given PlaneCount is 1, else it is all of them", unless it is said.
        let planes = block.plane_count.unwrap_or(if block.ifd.is_some() { 1 } else { count }).min(count);
        let first = image.plane_index(block.first_c, block.first_z, block.first_t);
        let planes = planes.min(count.saturating_sub(first));
        left = left.checked_sub(planes)?;
        let own = is_this_file(block);
        for n in 0..planes {
            let slot = usize::try_from(first.saturating_add(n)).ok().and_then(|at| in_file_order.get_mut(at));
            let Some(slot) = slot else { break };
            let ifd = block.ifd.unwrap_or(0).saturating_add(n);
            *slot = if own { PlanePlace::Ifd(ifd) } else { PlanePlace::Elsewhere };
        }
    }
    let mut map = Vec::with_capacity(in_file_order.len());
    for t in 0..size_t {
        for z in 0..size_z {
            for c in 0..size_c {
                let at = usize::try_from(image.plane_index(c, z, t)).unwrap_or(usize::MAX);
                map.push(in_file_order.get(at).copied().unwrap_or(PlanePlace::Nowhere));
            }
        }
    }
    Some(map)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn image(order: &str, sizes: (u64, u64, u64), inner: &str) -> OmeImage {
        let (c, z, t) = sizes;
        let xml = format!(
            r#"<OME><Image><Pixels DimensionOrder="{order}" SizeX="1" SizeY="1" SizeC="{c}" SizeZ="{z}" SizeT="{t}">{inner}</Pixels></Image></OME>"#
        );
        parse(&xml).unwrap().images.remove(0)
    }

    fn ifds(image: &OmeImage) -> Vec<Option<u64>> {
        let map = plane_map(image, |block| block.file_name.is_none()).unwrap();
        map.into_iter().map(|place| if let PlanePlace::Ifd(ifd) = place { Some(ifd) } else { None }).collect()
    }

    #[test]
    fn without_tiff_data_planes_follow_the_dimension_order() {
        assert_eq!(ifds(&image("XYZCT", (2, 3, 1), "")), [0, 3, 1, 4, 2, 5].map(Some));
        assert_eq!(ifds(&image("XYCZT", (2, 3, 1), "<TiffData/>")), [0, 1, 2, 3, 4, 5].map(Some));
        assert_eq!(ifds(&image("XYTCZ", (2, 1, 2), "")), [0, 2, 1, 3].map(Some));
    }

    #[test]
    fn tiff_data_says_where_planes_are_instead() {
        let reversed = r#"<TiffData FirstC="0" IFD="1" PlaneCount="1"/><TiffData FirstC="1" IFD="0" PlaneCount="1"/>"#;
        assert_eq!(ifds(&image("XYZCT", (2, 1, 1), reversed)), [1, 0].map(Some));
        assert_eq!(ifds(&image("XYZCT", (3, 1, 1), r#"<TiffData IFD="5"/>"#)), [Some(5), None, None]);
        assert_eq!(ifds(&image("XYZCT", (2, 1, 1), r#"<TiffData IFD="4" PlaneCount="2"/>"#)), [4, 5].map(Some));
    }

    #[test]
    fn planes_of_other_files_are_elsewhere() {
        let two = r#"<TiffData FirstC="0"><UUID FileName="b.ome.tif">urn:uuid:1</UUID></TiffData>"#;
        assert_eq!(ifds(&image("XYZCT", (1, 1, 1), two)), [None]);
    }

    #[test]
    fn samples_of_rgb_are_one_plane() {
        let rgb = image("XYCZT", (3, 2, 1), r#"<Channel SamplesPerPixel="3"/>"#);
        assert_eq!(rgb.planes_c(), 1);
        assert_eq!(ifds(&rgb), [0, 1].map(Some));
    }

    #[test]
    fn absurd_sizes_are_refused() {
        let again = "<TiffData PlaneCount=\"1048576\"/>".repeat(1000);
        assert_eq!(plane_map(&image("XYZCT", (1 << 20, 1, 1), &again), |_| true), None);
        assert_eq!(plane_map(&image("XYZCT", (4096, 4096, 4096), ""), |_| true), None);
    }
}
