//! What a viewer is about to show of an image.

/// An image as a viewer has it once it is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageShown {
    /// Path of its group.
    pub path: String,
    /// Whether it is shown as labels.
    pub labels: bool,
    /// Width and height of its first level.
    pub size: [u64; 2],
    /// Edge of a tile.
    pub tile: u64,
    /// How many channels can be chosen.
    pub channels: u64,
    /// Micrometres a pixel in x, y and z, as the viewer takes them.
    pub scale: Option<[f64; 3]>,
    /// Where the first pixel is.
    pub offset: Option<[f64; 3]>,
    /// Whether it is shown as RGB.
    pub rgb: bool,
    /// What is black and what is white in `spatial`, for each channel that it shows at first.
    pub windows: Vec<[f64; 2]>,
    /// The same in `spatialBeta`, for each channel; `None` where the view makes its own.
    pub windows_beta: Vec<Option<[f64; 2]>>,
    /// Some pixels of channels in the lowest level.
    pub samples: Vec<Vec<f64>>,
}
