// Package share puts a page in a link and gets it back.
//
// A link carries its document in the fragment, which browsers never send to a
// server:
//
//	https://host/base/view#1d<LEN>.<payload>.<CRC>
//
// 1 is the version of the format. The codec follows: d is raw DEFLATE
// (RFC 1951), D the same with our frozen dictionary 1, p a patch against a
// public base, deflated with dictionary 1. LEN is the number of payload
// characters in base 36 and comes first, so that a cut link is known before it
// is decoded; the payload is base64url without padding (RFC 4648 §5); CRC is
// the CRC-32 (IEEE) of the decompressed bytes as seven base-36 digits and comes
// last: letters and digits are what no autolinker drops.
//
// Two more forms name public files instead of carrying a document: #u<URL>
// shows one, #c<URL>…<URL> compares two.
//
// What travels damages links; Parse repairs what mail and chat do to them
// (repair.go). Every version ever written stays readable: testdata/golden
// holds links for ever. Decoding never panics, and never makes more than
// MaxText bytes whatever the link says.
//
// The package opens no file and no connection, and trusts nothing it decodes:
// it is bytes in, bytes out.
package share
