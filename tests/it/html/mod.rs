//! The report as one page of HTML, as its readers meet it: in a real browser.

mod access;
mod hostile;
mod page;
mod planted;
mod run;
