//! Avivator: which of Viv's loaders it calls. It goes by the name alone, before it has read anything.

use super::viv::Use;

/// The loader that Avivator chooses (`createLoader` of its `utils.js`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loader {
    /// `loadOmeTiff`: the name has `ome.tif` or `.companion.ome` in it, in lower case.
    OmeTiff,
    /// `loadMultiTiff`: the name has `.tif` in it, in any case. Every IFD of the main chain becomes a channel; OME-XML and SubIFDs are not
    /// looked at.
    MultiTiff,
    /// Its Zarr loaders: any other name.
    Zarr,
}

/// The loader for a file of this name, or for an address.
pub fn loader(name: &str) -> Loader {
    if name.contains("ome.tif") || name.contains(".companion.ome") {
        Loader::OmeTiff
    } else if name.to_lowercase().contains(".tif") {
        Loader::MultiTiff
    } else {
        Loader::Zarr
    }
}

/// What `loadMultiTiff` has an IFD read for: the first four of the main chain are the channels at the start.
pub fn plain_use(ifd: usize, main: usize) -> Use {
    match ifd {
        0 => Use::First,
        _ if ifd >= main => Use::Never,
        1..=3 => Use::Start,
        _ => Use::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_alone_decides() {
        for name in ["cells.ome.tif", "cells.ome.tiff", "a/chrome.tif.zip", "x.companion.ome", "https://host/a.ome.tif?token=1"] {
            assert_eq!(loader(name), Loader::OmeTiff, "{name}");
        }
        for name in ["cells.tif", "CELLS.OME.TIF", "cells.TIFF", "https://host/cells.tif?x=ome"] {
            assert_eq!(loader(name), Loader::MultiTiff, "{name}");
        }
        for name in ["cells.btf", "cells", "cells.ome.btf", "CELLS.COMPANION.OME"] {
            assert_eq!(loader(name), Loader::Zarr, "{name}");
        }
    }

    #[test]
    fn four_channels_are_shown_at_the_start() {
        let uses: Vec<Use> = (0..7).map(|ifd| plain_use(ifd, 6)).collect();
        assert_eq!(uses, [Use::First, Use::Start, Use::Start, Use::Start, Use::Later, Use::Later, Use::Never]);
    }
}
