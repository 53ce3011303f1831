//! OME-XML as facts (OME data model 2016-06 and its forerunners): images, their sizes, and which IFD holds which plane.

mod document;
mod model;
mod planes;
mod xml;

pub use document::{BinaryOnly, Document, Element, ImageElement, NotOme, PixelsElement, TiffDataProblem, read_document};
pub use model::{Channel, Ome, OmeImage, TiffData, parse};
pub use planes::{PlanePlace, plane_map};
