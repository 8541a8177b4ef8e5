// Command framesources prints the hosts of the players that the preview may
// load, one source of a frame-src policy a line: web/build.mjs asks for them, so
// that the policy and the recognition of videos cannot drift apart.
package main

import (
	"fmt"

	"apercu/app/video"
)

func main() {
	for _, source := range video.FrameSources() {
		fmt.Println(source)
	}
}
