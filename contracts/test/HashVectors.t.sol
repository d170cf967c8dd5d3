// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {stdJson} from "forge-std/StdJson.sol";

import {Base} from "./Base.t.sol";

/// @notice Reads vectors/hashes.json, which TypeScript wrote, case by case; the contracts stand where it says.
abstract contract HashVectors is Base {
    using stdJson for string;

    string internal _json;

    function setUp() public virtual override {
        super.setUp();
        _json = vm.readFile("../vectors/hashes.json");
        vm.chainId(_json.readUint(".chainId"));
    }

    /// @dev Deploys a contract at the address the vectors give it.
    function _deployAt(string memory key, string memory name, bytes memory arguments) internal returns (address at) {
        at = _json.readAddress(key);
        deployCodeTo(string.concat("out/", name, ".sol/", name, ".json"), arguments, at);
    }

    /// @dev Runs `check` for each case of the list; there must be one.
    function _each(string memory list, function(string memory) internal view check) internal view {
        uint256 count;
        while (true) {
            string memory at = string.concat(list, "[", vm.toString(count), "]");
            if (!vm.keyExistsJson(_json, at)) break;
            check(at);
            ++count;
        }
        assertGt(count, 0, "cases");
    }

    function _hash(string memory at, string memory key) internal view returns (bytes32) {
        return _json.readBytes32(string.concat(at, key));
    }

    function _number(string memory at, string memory key) internal view returns (uint256) {
        return _json.readUint(string.concat(at, key));
    }

    function _account(string memory at, string memory key) internal view returns (address) {
        return _json.readAddress(string.concat(at, key));
    }

    function _data(string memory at, string memory key) internal view returns (bytes memory) {
        return _json.readBytes(string.concat(at, key));
    }
}
