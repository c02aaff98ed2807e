//! A snapshot and what is proposed for it, line beside line.
