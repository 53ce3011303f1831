//! How Viv's loader understands an OME-TIFF (`loadSingleFileOmeTiff`): what it takes from OME-XML, and which IFD it takes for
//! which plane. Rules compare this with what the file says.

use crate::ome::{Element, OmeImage};
use crate::viewer::TiffFile;
use crate::viewer::geotiff::block_size;
use crate::viewer::js::{js_number, whole};

/// A plane by its channel, section and time point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plane {
    /// Channel.
    pub c: u64,
    /// Section.
    pub z: u64,
    /// Time point.
    pub t: u64,
}

/// An image as Viv takes it.
#[derive(Clone, Debug)]
pub struct VivImage {
    /// Number of the Image in OME-XML.
    pub image: usize,
    /// DimensionOrder.
    pub order: String,
    /// SizeC, SizeZ and SizeT, samples of RGB counted as channels.
    pub sizes: Plane,
    /// SizeX.
    pub width: u64,
    /// SizeY.
    pub height: u64,
    /// How many resolutions it believes to be there.
    pub levels: usize,
    /// Whether samples are taken to be interleaved (`Interleaved="true"`).
    pub interleaved: bool,
    /// Side of the tiles that it asks for: the power of two that is not greater than the smaller side of the file's.
    pub tile_size: Option<u64>,
    /// Number of the IFD that it takes for the first plane.
    pub first_ifd: u64,
}

/// The images that Viv makes of a file: of one without SubIFDs the first only.
pub fn images(file: &TiffFile) -> Vec<VivImage> {
    let Some(document) = file.document() else { return Vec::new() };
    let first = file.survey(0);
    let has_sub_ifds = first.is_some_and(|survey| survey.kind.sub_ifds_type.is_some());
    let taken = if has_sub_ifds { document.images.len() } else { 1 };
    let levels = if has_sub_ifds {
        first.map_or(1, |survey| usize::try_from(survey.sub_ifd_count).unwrap_or(usize::MAX).saturating_add(1))
    } else {
        document.images.len()
    };
    let mut images = Vec::new();
    let mut first_ifd = 0u64;
    for index in 0..taken {
        let Some((pixels, image)) = file.pixels(index) else { break };
        let viv = viv_image(file, index, &pixels.element, image, (levels, first_ifd));
        first_ifd = first_ifd.saturating_add(viv.planes());
        images.push(viv);
    }
    images
}

fn viv_image(file: &TiffFile, index: usize, pixels: &Element, image: &OmeImage, at: (usize, u64)) -> VivImage {
    let (levels, first_ifd) = at;
    let ifd = usize::try_from(first_ifd).unwrap_or(usize::MAX);
    // As JavaScript takes it, without a limit, where our own reader believes what files can hold.
    let size = |name, known: u64| pixels.attribute(name).and_then(js_number).and_then(whole).unwrap_or(known);
    VivImage {
        image: index,
        order: image.dimension_order.clone(),
        sizes: Plane { c: size("SizeC", image.size_c), z: size("SizeZ", image.size_z), t: size("SizeT", image.size_t) },
        width: size("SizeX", image.size_x),
        height: size("SizeY", image.size_y),
        levels,
        interleaved: pixels.attribute("Interleaved").is_some_and(|value| value.eq_ignore_ascii_case("true")),
        tile_size: (ifd < file.main).then(|| tile_size(file, ifd)).flatten(),
        first_ifd,
    }
}

/// What `getTiffTileSize` makes of an IFD.
pub fn tile_size(file: &TiffFile, ifd: usize) -> Option<u64> {
    let (width, height) = block_size(file, ifd)?;
    let side = width.min(height);
    // 2 to the power of the floor of the logarithm.
    Some(1u64.checked_shl(side.checked_ilog2()?).unwrap_or(0))
}

impl VivImage {
    /// How many planes it counts.
    pub fn planes(&self) -> u64 {
        self.sizes.c.saturating_mul(self.sizes.z).saturating_mul(self.sizes.t)
    }

    /// The number of the IFD that it takes for a plane: arithmetic on DimensionOrder, whatever TiffData says.
    pub fn ifd(&self, plane: Plane) -> u64 {
        let (mut index, mut stride) = (0u64, 1u64);
        for axis in self.order.chars().filter(|axis| "ZCT".contains(*axis)) {
            let (at, size) = match axis {
                'Z' => (plane.z, self.sizes.z),
                'C' => (plane.c, self.sizes.c),
                _ => (plane.t, self.sizes.t),
            };
            index = index.saturating_add(at.saturating_mul(stride));
            stride = stride.saturating_mul(size);
        }
        index.saturating_add(self.first_ifd)
    }

    /// The planes that viewers read at the start, in their lowest resolution: the middle section and time point of the first
    /// four channels.
    pub fn start(&self) -> Vec<Plane> {
        let (z, t) = (self.sizes.z / 2, self.sizes.t / 2);
        let channels = if self.interleaved { 1 } else { self.sizes.c.min(4) };
        (0..channels).map(|c| Plane { c, z, t }).collect()
    }

    /// The last plane.
    pub fn last(&self) -> Plane {
        let last = |size: u64| size.saturating_sub(1);
        let c = if self.interleaved { 0 } else { last(self.sizes.c) };
        Plane { c, z: last(self.sizes.z), t: last(self.sizes.t) }
    }

    /// Width and height that it believes a level to have: halved for each, rounded down.
    pub fn level_size(&self, level: usize) -> (u64, u64) {
        let shift = u32::try_from(level).unwrap_or(u32::MAX);
        (self.width.checked_shr(shift).unwrap_or(0), self.height.checked_shr(shift).unwrap_or(0))
    }
}

/// What viewers read an IFD for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Not at all.
    Never,
    /// When somebody chooses another image, which Vitessce does not offer.
    Other,
    /// When somebody zooms or chooses another plane.
    Later,
    /// At the start, by Avivator and Vitessce: nothing is shown without it.
    Start,
    /// Before anything, as it is the first plane.
    First,
}

/// What viewers read each IFD for: at the start the lowest resolution of some planes of the first image, and their IFDs.
pub fn uses(file: &TiffFile, images: &[VivImage]) -> Vec<Use> {
    let mut uses = vec![Use::Never; file.ifds.len()];
    let mut set = |ifd: usize, what: Use| {
        if let Some(known) = uses.get_mut(ifd) {
            *known = what.max(*known);
        }
    };
    for (number, image) in images.iter().enumerate() {
        let planes = image.first_ifd..=image.ifd(image.last());
        for main in planes.map_while(|plane| usize::try_from(plane).ok().filter(|plane| *plane < file.main)) {
            let what = if number == 0 { Use::Later } else { Use::Other };
            (0..image.levels).filter_map(|level| file.level(main, level)).for_each(|ifd| set(ifd, what));
        }
        if number > 0 {
            continue;
        }
        let first = Plane { c: 0, z: 0, t: 0 };
        let start = image.start().into_iter().map(|plane| (plane, Use::Start));
        for (plane, what) in start.chain([(first, Use::First)]) {
            let Ok(main) = usize::try_from(image.ifd(plane)) else { continue };
            if let Some(lowest) = file.level(main, image.levels.saturating_sub(1)) {
                set(lowest, what);
            }
        }
    }
    uses
}

/// IFDs in the order in which their tables are wanted: what viewers read first comes first.
pub fn table_order(file: &TiffFile, images: &[VivImage]) -> Vec<usize> {
    let main = |number: u64| usize::try_from(number).ok().filter(|number| *number < file.main);
    let mut first: Vec<usize> = vec![0];
    for image in images {
        first.extend(main(image.first_ifd));
        first.extend(image.start().into_iter().filter_map(|plane| main(image.ifd(plane))));
        first.extend(main(image.ifd(image.last())));
    }
    first.extend(file.main.checked_sub(1));
    let mut seen = vec![false; file.ifds.len()];
    let mut order = Vec::new();
    let pyramids = first.into_iter().chain(0..file.main).flat_map(|ifd| file.pyramid(ifd));
    for ifd in pyramids.chain(file.main..file.ifds.len()) {
        if let Some(seen) = seen.get_mut(ifd).filter(|seen| !**seen) {
            *seen = true;
            order.push(ifd);
        }
    }
    order
}
