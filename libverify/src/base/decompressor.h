#pragma once

struct libdeflate_decompressor;

namespace verify {

/// The calling thread's. It holds nothing between two calls, and making one costs as much as
/// unpacking a page.
libdeflate_decompressor* decompressor();

}  // namespace verify
