//! A TIFF as a viewer opens it, step by step: where it stops, with which words, and at what in the file.

use super::outcome::Failure;

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading `offsets.json`.
    Offsets,
    /// Reading the header and the first IFD.
    Header,
    /// Reading the OME-XML, and holding it against the schema.
    Metadata,
    /// Finding the first plane of an image, by its number.
    Image(usize),
    /// Looking whether the smallest resolution can be shown.
    Size,
    /// Converting the size of a pixel.
    Unit,
    /// Reading the smallest resolution of the first plane.
    FirstPlane,
    /// Reading the smallest resolution of a channel that is shown at the start, by its number.
    Start(u64),
    /// Drawing.
    Draw,
}

impl Doing {
    /// For people.
    pub fn words(self) -> String {
        match self {
            Self::Offsets => "reading the list of offsets".to_owned(),
            Self::Header => "reading the header and the first IFD".to_owned(),
            Self::Metadata => "reading the OME-XML".to_owned(),
            Self::Image(number) => format!("looking for the first plane of image {number}"),
            Self::Size => "looking whether the smallest resolution can be shown".to_owned(),
            Self::Unit => "converting the size of a pixel".to_owned(),
            Self::FirstPlane => "reading the smallest resolution of the first plane".to_owned(),
            Self::Start(channel) => format!("reading the smallest resolution of channel {channel}"),
            Self::Draw => "drawing the image".to_owned(),
        }
    }
}

/// Where in a file a viewer stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Number of an IFD in [`TiffFile::ifds`](super::TiffFile::ifds).
    pub ifd: Option<usize>,
    /// A tag of it.
    pub tag: Option<u16>,
    /// A tile or strip of it.
    pub tile: Option<u64>,
    /// A byte of the file.
    pub byte: Option<u64>,
}

/// A viewer gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// What it says; the message is empty where its words are not known.
    pub failure: Failure,
    /// Where in the file that was.
    pub spot: Spot,
}

impl Stopped {
    pub(super) fn new(error: &'static str, message: impl Into<String>) -> Self {
        Self { failure: Failure::new(error, message), spot: Spot::default() }
    }

    /// `throw new Error(...)`
    pub(super) fn plain(message: impl Into<String>) -> Self {
        Self::new("Error", message)
    }

    /// A property of nothing.
    pub(super) fn undefined(member: &str) -> Self {
        super::js::undefined(member).into()
    }

    /// Sure to fail, in words that are not known.
    pub(super) fn silent() -> Self {
        Self::plain("")
    }

    /// The same, in an IFD, unless that is known.
    #[must_use]
    pub(super) fn in_ifd(mut self, ifd: Option<usize>) -> Self {
        self.spot.ifd = self.spot.ifd.or(ifd);
        self
    }

    /// What the console shows: the message, behind the error's name where that says something.
    pub fn says(&self) -> String {
        let Failure { error, message, .. } = &self.failure;
        if message.is_empty() || *error == "Error" { message.clone() } else { format!("{error}: {message}") }
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self { failure, spot: Spot::default() }
    }
}

/// Why a viewer is not followed further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// It stops itself.
    Stopped(Stopped),
    /// What it would do is not known: something was not read, or is not followed.
    Unknown,
}

impl From<Stopped> for Halt {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

/// What a part of the way comes to.
pub(super) type Tried<T> = Result<T, Halt>;

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The viewer went on.
    Done,
    /// It gave up.
    Stopped(Stopped),
    /// It is not known.
    Unknown,
}

/// The way of a viewer until an image is shown: of its steps all were done but perhaps the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening(Vec<(Doing, End)>);

impl Opening {
    /// Records a step. Its value, where the way goes on.
    pub(super) fn step<T>(&mut self, doing: Doing, tried: Tried<T>) -> Option<T> {
        let (end, value) = match tried {
            Ok(value) => (End::Done, Some(value)),
            Err(Halt::Stopped(stopped)) => (End::Stopped(stopped), None),
            Err(Halt::Unknown) => (End::Unknown, None),
        };
        self.0.push((doing, end));
        value
    }

    /// The steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &(Doing, End)> {
        self.0.iter()
    }

    /// The step at which the viewer gave up.
    pub fn stopped(&self) -> Option<(Doing, &Stopped)> {
        let (doing, end) = self.0.last()?;
        if let End::Stopped(stopped) = end { Some((*doing, stopped)) } else { None }
    }

    /// Whether it got to the end: an image is shown.
    pub fn shows(&self) -> bool {
        self.0.last().is_some_and(|(_, end)| *end == End::Done)
    }
}
