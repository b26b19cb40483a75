"""What all pages share: frame, style, navigation, paging, and the pages of errors."""
