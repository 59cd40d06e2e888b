#pragma once
// RE2's own headers are C++ and are included by CPattern; this module tells the build where they and the library are.
