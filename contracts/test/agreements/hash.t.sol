// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {stdJson} from "forge-std/StdJson.sol";

import {TermsHash} from "src/libraries/TermsHash.sol";
import {Agreement, MonthClose} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// digest of the terms
/// ├── given the wallet's struct hash: it is the same
/// ├── given the wallet's digest for an example chain and contract: it is the same
/// └── given terms of the test's making: digestOf binds the hash to this chain and contract
/// statements beside the terms
/// └── their digests are the wallet's
contract AgreementsHashTest is SplitsBase {
    using stdJson for string;

    string private _json;

    function setUp() public override {
        super.setUp();
        _json = vm.readFile("../vectors/hashes.json");
    }

    function test_termsHashLikeTheWallet() public view {
        uint256 count;
        // External, so that the memory the JSON takes is given back.
        while (this.compare(count)) ++count;
        assertGt(count, 0, "cases");
    }

    function compare(uint256 index) external view returns (bool) {
        if (!vm.keyExistsJson(_json, _path("agreements", index, ""))) return false;
        Agreement memory agreement = abi.decode(_json.readBytes(_path("agreements", index, ".terms")), (Agreement));
        bytes32 structHash = TermsHash.hash(agreement);
        assertEq(structHash, _json.readBytes32(_path("agreements", index, ".structHash")), "struct hash");
        bytes32 digest = _json.readBytes32(_path("agreements", index, ".digest"));
        uint256 chainId = _json.readUint(".chainId");
        assertEq(_typed(structHash, chainId, _json.readAddress(".contracts.splits")), digest, "digest");
        return true;
    }

    function test_digestBindsToChainAndContract() public {
        Agreement memory agreement = _site();
        bytes32 structHash = TermsHash.hash(agreement);
        assertEq(splits.digestOf(agreement), _typed(structHash), "here");

        vm.chainId(block.chainid + 1);
        assertEq(splits.digestOf(agreement), _typed(structHash, block.chainid, address(splits)), "another chain");
    }

    function test_hashLeavesTheTermsAsTheyAre() public view {
        Agreement memory agreement = _site();
        bytes32 before = keccak256(abi.encode(agreement));
        TermsHash.hash(agreement);
        assertEq(keccak256(abi.encode(agreement)), before);
    }

    function test_everyWordCounts() public view {
        Agreement memory agreement = _site();
        bytes32 before = splits.digestOf(agreement);
        agreement.rules.clauses[1].lock.otherwise[0].weight = 2;
        assertNotEq(splits.digestOf(agreement), before);
    }

    function test_closesHashLikeTheNodes() public view {
        uint256 count;
        for (; vm.keyExistsJson(_json, _path("closes", count, "")); ++count) {
            bytes memory encoded = _json.readBytes(_path("closes", count, ".close"));
            MonthClose memory monthClose = abi.decode(encoded, (MonthClose));
            bytes32 expected = _json.readBytes32(_path("closes", count, ".hash"));
            assertEq(keccak256(abi.encode(monthClose)), expected, "close");
            bytes32 root = _json.readBytes32(_path("closes", count, ".root"));
            bytes32 subject = _json.readBytes32(_path("closes", count, ".subject"));
            assertEq(keccak256(abi.encode(root, monthClose.month)), subject, "subject");
        }
        assertGt(count, 0, "cases");
    }

    function _path(string memory list, uint256 index, string memory key) private pure returns (string memory) {
        return string.concat(".", list, "[", vm.toString(index), "]", key);
    }
}
