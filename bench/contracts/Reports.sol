// SPDX-License-Identifier: MIT
pragma solidity ^0.8.26;

import {OCR2Base} from "@chainlink/contracts/src/v0.8/shared/ocr2/OCR2Base.sol";

/// @notice The least that makes the library of signed reports record a fact: one value and one event for each report.
contract Reports is OCR2Base(true) {
    mapping(bytes32 subject => bytes32 value) public valueOf;

    event Recorded(bytes32 indexed subject, bytes32 value);

    function typeAndVersion() external pure override returns (string memory) {
        return "Reports 1";
    }

    function _beforeSetConfig(uint8, bytes memory) internal override {}

    function _afterSetConfig(uint8, bytes memory) internal override {}

    function _validateReport(bytes32, uint40, bytes memory) internal pure override returns (bool) {
        return true;
    }

    function _report(uint256, address, uint8, address[MAX_NUM_ORACLES] memory, bytes calldata report)
        internal
        override
    {
        (bytes32 subject, bytes32 value) = abi.decode(report, (bytes32, bytes32));
        valueOf[subject] = value;
        emit Recorded(subject, value);
    }
}
