// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

import {Token} from "./Token.sol";

/// @notice A plain ERC-20 with ERC-3009 `receiveWithAuthorization`.
contract AuthorizedToken is Token {
    bytes32 private constant TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    mapping(address authorizer => mapping(bytes32 nonce => bool used)) public authorizationState;

    /// @dev Once told to, it moves the money but forgets the nonce.
    bool public forgetful;

    error NotTheReceiver();
    error OutOfTime();
    error AuthorizationUsed();
    error WrongSignature();

    function forget() external {
        forgetful = true;
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(to == msg.sender, NotTheReceiver());
        require(block.timestamp > validAfter && block.timestamp < validBefore, OutOfTime());
        require(!authorizationState[from][nonce], AuthorizationUsed());
        bytes32 digest = digestOf(from, to, value, validAfter, validBefore, nonce);
        require(SignatureCheckerLib.isValidSignatureNow(from, digest, abi.encodePacked(r, s, v)), WrongSignature());

        authorizationState[from][nonce] = !forgetful;
        _transfer(from, to, value);
    }

    function digestOf(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce)
        public
        view
        returns (bytes32)
    {
        bytes32 structHash = keccak256(abi.encode(TYPEHASH, from, to, value, validAfter, validBefore, nonce));
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), structHash));
    }
}
